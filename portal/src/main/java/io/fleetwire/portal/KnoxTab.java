package io.fleetwire.portal;

import java.util.List;

/// The pages of Knox.
final class KnoxTab {
  static final Tab SUBSCRIPTIONS = new Tab("Subscriptions", Place.KNOX.path());
  static final Tab OPERATIONS = new Tab("Uploads", Place.KNOX.path() + "/operations");
  static final Tab DEVICES = new Tab("Inventory", Place.KNOX.path() + "/devices");
  static final Tab CLIENTS = new Tab("OAuth clients", Place.KNOX.path() + "/clients");
  static final Tab CERTIFICATE = new Tab("Certificate", Place.KNOX.path() + "/certificate");

  private static final List<Tab> ALL =
      List.of(SUBSCRIPTIONS, OPERATIONS, DEVICES, CLIENTS, CERTIFICATE);

  private KnoxTab() {}

  static Tab.Bar bar(Tab current) {
    return new Tab.Bar("Samsung Knox", ALL, current);
  }

  /// The page of a tab itself.
  static Heading of(Tab tab) {
    return Heading.below(Place.KNOX, tab.label(), Place.KNOX.crumb());
  }

  /// A page below one of the tabs.
  static Heading below(Tab tab, String title) {
    return Heading.below(Place.KNOX, title, Place.KNOX.crumb(), tab.crumb());
  }
}
