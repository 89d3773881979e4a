package org.clientele.merge.internal;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clientele.merge.Merges;
import org.clientele.rest.Relocation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What was at the address of a merged customer is at the survivor's. */
@Component
public final class MergedRelocation implements Relocation {
    private static final Pattern CUSTOMER =
            Pattern.compile("(/customers/)([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})((?:/.*)?)");

    private final Merges merges;

    @Activate
    public MergedRelocation(@Reference Merges merges) {
        this.merges = merges;
    }

    @Override
    public Optional<String> of(String path) {
        Matcher customer = CUSTOMER.matcher(path);
        return customer.matches()
                ? merges.survivor(UUID.fromString(customer.group(2)))
                        .map(survivor -> customer.group(1) + survivor + customer.group(3))
                : Optional.empty();
    }
}
