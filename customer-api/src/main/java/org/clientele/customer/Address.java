package org.clientele.customer;

import java.util.Optional;
import java.util.UUID;

/**
 * One address of a customer.
 *
 * @param verification what an address check said: {@code unverified}, {@code verified} or {@code undeliverable}
 * @param version grows with each change
 */
public record Address(
        UUID id, Content content, boolean defaultBilling, boolean defaultShipping, String verification, long version) {
    /** What an address can be the default for. */
    public enum Purpose {
        BILLING,
        SHIPPING
    }

    /**
     * What is written on the parcel; the person may be another one than the customer.
     *
     * @param country ISO 3166-1 alpha-2
     * @param phone E.164
     */
    public record Content(
            Optional<String> salutation,
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> company,
            Optional<String> line1,
            Optional<String> line2,
            Optional<String> line3,
            Optional<String> city,
            Optional<String> province,
            Optional<String> postalCode,
            Optional<String> country,
            Optional<String> phone) {
        /** The same with another phone number. */
        public Content withPhone(Optional<String> number) {
            return new Content(
                    salutation,
                    firstName,
                    lastName,
                    company,
                    line1,
                    line2,
                    line3,
                    city,
                    province,
                    postalCode,
                    country,
                    number);
        }
    }
}
