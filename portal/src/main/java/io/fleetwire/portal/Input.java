package io.fleetwire.portal;

/// One field of a form: `kind` is a type of HTML's input, or `textarea`. The browser helps by
/// `required` and `lengthMax`; the server decides. Immutable.
record Input(String kind, String name, String label, String hint, int lengthMax, boolean required) {

  static Input text(String name, String label, int lengthMax) {
    return new Input("text", name, label, "", lengthMax, false);
  }

  static Input url(String name, String label, int lengthMax) {
    return new Input("url", name, label, "", lengthMax, false);
  }

  static Input area(String name, String label, int lengthMax) {
    return new Input("textarea", name, label, "", lengthMax, false);
  }

  Input needed() {
    return new Input(kind, name, label, hint, lengthMax, true);
  }

  Input hinted(String text) {
    return new Input(kind, name, label, text, lengthMax, required);
  }
}
