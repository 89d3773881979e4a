package org.clientele.customer;

/**
 * The name of a customer in another system.
 *
 * @param system the other system, 1 to 64 characters
 * @param id unique within it, 1 to 255 characters
 */
public record ExternalId(String system, String id) {}
