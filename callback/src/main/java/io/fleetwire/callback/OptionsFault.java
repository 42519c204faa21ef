package io.fleetwire.callback;

/// What is wrong with the options that somebody asked for, and what to do.
///
/// @param pointer where, as a JSON pointer into the options: `/headers/0/name`
/// @param message completes a sentence that begins with that place
public record OptionsFault(String pointer, String message) {}
