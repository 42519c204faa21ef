package io.fleetwire.apple;

import io.fleetwire.callback.OptionsBook;
import io.fleetwire.engine.Intake;
import io.fleetwire.engine.Sender;
import io.fleetwire.store.SqlEngineStore;

/// What the slice needs from rooms that are made after its callback format. `sender` is the door
/// out; `book` has the keys by which the backend knows us.
public record ApplePorts(SqlEngineStore store, Intake intake, Sender sender, OptionsBook book) {}
