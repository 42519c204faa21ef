/// Our own REST API under `/api/v1`: event types, events, endpoints, and what became of deliveries.
/// What the dialects of vendors do with the engine, this room does without a vendor.
///
/// **Players.** {@link io.fleetwire.api.EventTypes} is the catalogue of each organization: a type
/// has a name and, if somebody wants, a JSON Schema; a change that would break publishers or
/// readers is named and refused unless it is asked for ({@link
/// io.fleetwire.api.SchemaDifferences}). {@link io.fleetwire.api.EventReader} makes drafts of
/// events from five forms of one request, {@link io.fleetwire.api.EventDesk} accepts all of them in
/// one commit or none. {@link io.fleetwire.api.EndpointDesk} changes an endpoint of the engine,
/// what its requests wear, our own row of it and the log of changes together; {@link
/// io.fleetwire.api.SwitchDesk} pauses and resumes endpoints of every dialect. {@link
/// io.fleetwire.api.StandardFormat} writes the callbacks.
///
/// **An event's bytes** are kept as they came. What CloudEvents knows beyond the engine's words
/// (id, source, extensions) travels with the data in the envelope that CloudEvents has for it:
/// {@link io.fleetwire.api.Envelope}. Nothing is written anew but what was never written.
///
/// **Asking twice.** `Idempotency-Key`, or the source and id of a CloudEvent, name a wish. Its
/// answer is kept for a day in the transaction that fulfils it, so that a caller who lost the
/// answer asks again and changes nothing. The same name for another wish is refused.
///
/// **Lost updates.** Endpoints and event types count their changes; the count is the entity tag,
/// and `If-Match` is honoured (RFC 9110 section 13.1.1). Changes are merge patches (RFC 7396).
///
/// **Strangers.** Schemas and patterns come from customers: {@link io.fleetwire.api.SchemaRules}
/// bounds what checking them can cost, and nothing is ever fetched. What belongs to another
/// organization does not exist.
///
/// **Who retries.** Deliveries: the engine. Requests: the caller, with the same key.
///
/// **What is not needed for correctness.** The pump that forgets old answers; compiled schemas in
/// memory.
///
/// The way in is {@link io.fleetwire.api.Api}. May use engine, store, access, web and callback; no
/// other slice: events of another slice's catalogue come through {@link
/// io.fleetwire.api.ForeignCatalogue}.
@NullMarked
package io.fleetwire.api;

import org.jspecify.annotations.NullMarked;
