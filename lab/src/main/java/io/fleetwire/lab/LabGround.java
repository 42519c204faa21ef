package io.fleetwire.lab;

import io.fleetwire.callback.OptionsBook;
import io.fleetwire.engine.AddressRule;
import io.fleetwire.store.CommittedValue;
import io.fleetwire.store.Database;
import java.time.InstantSource;

/// What every part of the room is made of.
record LabGround(
    Database database,
    OptionsBook options,
    AddressRule addressRule,
    LabSettings settings,
    InstantSource clock,
    CommittedValue<WebhookBook> webhooks) {}
