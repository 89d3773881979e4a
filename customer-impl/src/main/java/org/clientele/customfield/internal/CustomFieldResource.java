package org.clientele.customfield.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.clientele.access.RequiresScope;
import org.clientele.customfield.CustomField;
import org.clientele.customfield.CustomFields;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.Versioned;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /custom-fields}. */
@Component(service = CustomFieldResource.class)
@JakartarsResource
@Path("custom-fields")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("customers:write")
public final class CustomFieldResource {
    private final CustomFields fields;

    @Activate
    public CustomFieldResource(@Reference CustomFields fields) {
        this.fields = fields;
    }

    /** All fields. */
    public record FieldList(List<CustomField> items) {}

    /** A new field. */
    public record NewField(
            String name,
            Optional<String> label,
            CustomField.Type type,
            Optional<List<String>> values,
            Optional<Boolean> required,
            Optional<Boolean> personal) {
        CustomField field() {
            return new CustomField(
                    name,
                    label.orElse(name),
                    type,
                    values.orElse(List.of()),
                    required.orElse(false),
                    personal.orElse(false),
                    0);
        }
    }

    /** What can be changed of one. */
    public record Change(
            String label, Optional<List<String>> values, Optional<Boolean> required, Optional<Boolean> personal) {
        CustomField of(CustomField before) {
            return new CustomField(
                    before.name(),
                    label,
                    before.type(),
                    values.orElse(List.of()),
                    required.orElse(false),
                    personal.orElse(false),
                    before.version());
        }
    }

    @GET
    @RequiresScope("customers:read")
    public FieldList list() {
        return new FieldList(fields.all());
    }

    @POST
    public Response define(NewField body) {
        CustomField field = fields.define(body.field());
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/custom-fields/" + field.name())
                .entity(versioned(field))
                .build();
    }

    @GET
    @Path("{name}")
    @RequiresScope("customers:read")
    public Versioned<CustomField> get(@PathParam("name") String name) {
        return versioned(find(name));
    }

    @PATCH
    @Path("{name}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Versioned<CustomField> change(@PathParam("name") String name, @Context IfMatch ifMatch, MergePatch patch) {
        OptionalLong version = ifMatch.required();
        CustomField before = find(name);
        ifMatch.require(before.version());
        Change change = patch.applyTo(
                new Change(
                        before.label(),
                        Optional.of(before.values()),
                        Optional.of(before.required()),
                        Optional.of(before.personal())),
                Change.class);
        return versioned(fields.change(
                name, version.isPresent() ? version : OptionalLong.of(before.version()), change.of(before)));
    }

    @DELETE
    @Path("{name}")
    public void remove(@PathParam("name") String name, @Context IfMatch ifMatch) {
        fields.remove(name, ifMatch.required());
    }

    private CustomField find(String name) {
        return fields.find(name).orElseThrow(JdbcCustomFields::notFound);
    }

    private static Versioned<CustomField> versioned(CustomField field) {
        return new Versioned<>(field, field.version());
    }
}
