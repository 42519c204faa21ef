package io.fleetwire.portal;

import io.fleetwire.api.ApiService;
import io.fleetwire.callback.OptionsBook;
import io.fleetwire.engine.Pulse;
import io.fleetwire.engine.RunningEngine;
import io.fleetwire.store.SqlEngineStore;

/// What the pages about webhooks show and change: the engine's log and switches, the desks that the
/// API has too, what requests wear, and what has been going on lately.
public record WebhookPorts(
    SqlEngineStore store,
    RunningEngine engine,
    Pulse pulse,
    ApiService.Desks desks,
    OptionsBook options) {}
