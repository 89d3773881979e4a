package org.clientele.attribute.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.clientele.access.RequiresScope;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attributes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /schema/customers}: what can be shown, sorted by and filtered by now. */
@Component(service = SchemaResource.class)
@JakartarsResource
@Path("schema/customers")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope("customers:read")
public final class SchemaResource {
    /** Groups of the core's own attributes with a dot in their names. */
    private static final Set<String> OF_CORE = Set.of("custom", "company");

    private final Attributes attributes;

    @Activate
    public SchemaResource(@Reference Attributes attributes) {
        this.attributes = attributes;
    }

    /**
     * An attribute as callers know it.
     *
     * @param feature the feature that brings it: {@code clientele-core}, or a plugin's
     * @param values what it can be, if that is a fixed set
     * @param parts its members, if it has some
     */
    public record Entry(
            String name,
            String type,
            String label,
            String group,
            boolean sortable,
            boolean filterable,
            boolean personal,
            String feature,
            List<String> values,
            List<Entry> parts) {
        static Entry of(Attribute attribute) {
            int dot =
                    OF_CORE.contains(attribute.group()) ? -1 : attribute.name().indexOf('.');
            return new Entry(
                    attribute.name(),
                    attribute.type().name().toLowerCase(Locale.ROOT),
                    attribute.label(),
                    attribute.group(),
                    attribute.sortable(),
                    attribute.filterable(),
                    attribute.personal(),
                    dot < 0 ? "clientele-core" : "clientele-" + attribute.name().substring(0, dot),
                    attribute.values(),
                    attribute.parts().stream().map(Entry::of).toList());
        }
    }

    /** All that the caller may see. */
    public record CustomerSchema(List<Entry> attributes) {}

    @GET
    public CustomerSchema schema() {
        return new CustomerSchema(attributes.visible().stream().map(Entry::of).toList());
    }
}
