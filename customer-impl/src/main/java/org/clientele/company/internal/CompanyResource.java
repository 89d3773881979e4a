package org.clientele.company.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.company.Companies;
import org.clientele.company.Company;
import org.clientele.rest.IfMatch;
import org.clientele.rest.MergePatch;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.TellsPersons;
import org.clientele.rest.Versioned;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /companies}. */
@Component(service = CompanyResource.class)
@JakartarsResource
@Path("companies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@TellsPersons
@RequiresScope("customers:write")
public final class CompanyResource {
    private static final int LONGEST = 200;

    private final Companies companies;

    @Activate
    public CompanyResource(@Reference Companies companies) {
        this.companies = companies;
    }

    /** What a member is to do. */
    public record Membership(Company.Role role) {}

    @GET
    @RequiresScope("customers:read")
    public NumberedPage<Company> list(
            @QueryParam("q") @Nullable String q,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        Optional<String> wanted = Optional.ofNullable(q).map(String::strip).filter(text -> !text.isEmpty());
        if (wanted.filter(text -> text.length() > LONGEST || text.indexOf('\0') >= 0)
                .isPresent()) {
            throw Problem.Invalid.at("?q", "search", "A search has 1 to " + LONGEST + " characters.");
        }
        String link = "/api/admin/v1/companies?"
                + wanted.map(text -> "q=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&")
                        .orElse("");
        return NumberedPage.of(companies.list(wanted, asked), asked, link, company -> company);
    }

    @POST
    public Response create(Company.Details details) {
        Company company = companies.create(details);
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/companies/" + company.id())
                .entity(versioned(company))
                .build();
    }

    @GET
    @Path("{id}")
    @RequiresScope("customers:read")
    public Versioned<Company> get(@PathParam("id") UUID id) {
        return versioned(find(id));
    }

    @PATCH
    @Path("{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public Versioned<Company> change(@PathParam("id") UUID id, @Context IfMatch ifMatch, MergePatch patch) {
        OptionalLong version = ifMatch.required();
        Company before = find(id);
        ifMatch.require(before.version());
        Company.Details details = patch.applyTo(
                new Company.Details(before.name(), before.externalIds(), before.vatId(), before.approvalLimit()),
                Company.Details.class);
        return versioned(
                companies.change(id, version.isPresent() ? version : OptionalLong.of(before.version()), details));
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") UUID id, @Context IfMatch ifMatch) {
        companies.remove(id, ifMatch.required());
    }

    @PUT
    @Path("{id}/members/{customer}")
    public Versioned<Company> join(
            @PathParam("id") UUID id, @PathParam("customer") UUID customer, Membership membership) {
        return versioned(companies.join(id, customer, membership.role()));
    }

    @DELETE
    @Path("{id}/members/{customer}")
    public Versioned<Company> leave(@PathParam("id") UUID id, @PathParam("customer") UUID customer) {
        return versioned(companies.leave(id, customer));
    }

    private Company find(UUID id) {
        return companies.find(id).orElseThrow(JdbcCompanies::notFound);
    }

    private static Versioned<Company> versioned(Company company) {
        return new Versioned<>(company, company.version());
    }
}
