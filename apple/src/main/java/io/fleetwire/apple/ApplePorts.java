package io.fleetwire.apple;

import io.fleetwire.callback.OptionsBook;
import io.fleetwire.engine.Intake;
import io.fleetwire.engine.Sender;
import io.fleetwire.store.SqlEngineStore;
import java.util.Optional;

/// What the slice needs from rooms that are made after its callback format. `sender` is the door
/// out; `book` has the keys by which the backend knows us; without `push` nobody is woken from
/// here.
public record ApplePorts(
    SqlEngineStore store,
    Intake intake,
    Sender sender,
    OptionsBook book,
    Optional<PushPorts> push) {}
