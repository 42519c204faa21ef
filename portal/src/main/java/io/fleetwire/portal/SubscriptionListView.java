package io.fleetwire.portal;

import java.util.List;

/// All subscriptions, and the catalogue with who has what.
record SubscriptionListView(List<SubscriptionRow> rows, List<EventChoice.Service> services) {}
