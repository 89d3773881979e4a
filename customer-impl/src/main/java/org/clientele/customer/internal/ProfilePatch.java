package org.clientele.customer.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.customer.Customer;
import org.clientele.rest.MergePatch;

/** A patch of a profile, with the country that its phone number is written for beside it. */
record ProfilePatch(MergePatch members, Optional<String> phoneCountry) {
    private static final String PHONE_COUNTRY = "phoneCountry";

    static ProfilePatch of(MergePatch patch) {
        ObjectNode members = patch.document().deepCopy();
        JsonNode country = members.remove(PHONE_COUNTRY);
        if (country != null && !country.isTextual() && !country.isNull()) {
            throw Problem.Invalid.at("/" + PHONE_COUNTRY, "type", "This must be a string.");
        }
        return new ProfilePatch(
                MergePatch.of(members),
                Optional.ofNullable(country).filter(JsonNode::isTextual).map(JsonNode::textValue));
    }

    Customer.Profile applyTo(Customer.Profile before) {
        Customer.Profile after = members.applyTo(before, Customer.Profile.class);
        return members.names("phone") ? after.withPhone(CustomerPhones.writtenFor(phoneCountry, after.phone())) : after;
    }
}
