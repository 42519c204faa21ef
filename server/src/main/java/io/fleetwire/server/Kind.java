package io.fleetwire.server;

/// How the text of a setting is read. `form` tells an operator what to write; a text that
/// `isSecret` is never shown, not even to say what is wrong with it.
record Kind<T>(String form, Reader<T> reader, boolean isSecret) {
  Kind(String form, Reader<T> reader) {
    this(form, reader, false);
  }

  /// Reads a text, or refuses it.
  @FunctionalInterface
  interface Reader<T> {
    T read(String text) throws BadSetting;
  }

  T read(String text) throws BadSetting {
    return reader.read(text);
  }

  /// A text that cannot be read. The message says what to write instead. Checked, because nobody
  /// may forget to collect it.
  static final class BadSetting extends Exception {
    private static final long serialVersionUID = 1L;

    BadSetting(String message) {
      super(message, null, false, false);
    }
  }
}
