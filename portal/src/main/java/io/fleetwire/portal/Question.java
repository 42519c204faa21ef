package io.fleetwire.portal;

/// What is asked before something grave is done: in a dialog, and where there is no script on a
/// page of its own, which is at the same address as the deed. `id` names the dialog.
record Question(String id, String title, String text, String button, String path, String back) {}
