package io.fleetwire.portal;

import io.fleetwire.lab.Tags;

/// The form of a tag: how many devices have it, and how many webhooks are about it.
record TagFormView(String tag, int devices, int webhooks, Fields fields) {

  TagFormView with(Fields changed) {
    return new TagFormView(tag, devices, webhooks, changed);
  }

  static String path(String tag) {
    return Place.TAGS.path() + "/" + Here.encoded(Tags.inPath(tag));
  }

  String path() {
    return path(tag);
  }

  String devicesPath() {
    return Place.DEVICES.path() + "?tag=" + Here.encoded(tag);
  }

  /// What else a new name changes; empty when nothing.
  String note() {
    return webhooks == 0
        ? ""
        : Amounts.count(webhooks, "webhook is", "webhooks are")
            + " about this tag, and will be about it by its new name.";
  }

  Question deletion() {
    return new Question(
        "delete-tag",
        "Delete tag",
        "Take “"
            + tag
            + "” off "
            + Amounts.count(devices, "device", "devices")
            + "?"
            + (webhooks == 0
                ? ""
                : " "
                    + Amounts.count(webhooks, "webhook is", "webhooks are")
                    + " about this tag, and will be told of no device by it."),
        "Delete",
        path() + "/delete",
        path());
  }
}
