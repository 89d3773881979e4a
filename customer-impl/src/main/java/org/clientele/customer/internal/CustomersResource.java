package org.clientele.customer.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.account.Accounts;
import org.clientele.customer.Customer;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.CustomerStatistics;
import org.clientele.customer.Customers;
import org.clientele.customer.ExternalId;
import org.clientele.rest.TellsPersons;
import org.clientele.rest.Versioned;
import org.clientele.search.internal.JdbcCustomerSearch;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /customers}: the list, and new ones. */
@Component(service = CustomersResource.class)
@JakartarsResource
@Path("customers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@TellsPersons
@RequiresScope("customers:read")
public final class CustomersResource {
    private final Customers customers;
    private final Accounts accounts;
    private final JdbcCustomerSearch search;
    private final CustomerDetail detail;

    @Activate
    public CustomersResource(
            @Reference Customers customers, @Reference Accounts accounts, @Reference JdbcCustomerSearch search) {
        this.customers = customers;
        this.accounts = accounts;
        this.search = search;
        this.detail = new CustomerDetail(search);
    }

    @GET
    public byte[] list(
            @QueryParam("q") @Nullable String q,
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("view") @Nullable String view,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("fields") @Nullable String fields,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size,
            @QueryParam("after") @Nullable String after,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @Nullable String limit) {
        CustomerQuery query = query(q, filter, view, sort, fields);
        boolean usual = size == null && after == null && before == null && limit == null;
        PageParameters asked = PageParameters.of(
                page, usual ? search.usualSize(query).map(String::valueOf).orElse(null) : size, after, before, limit);
        return ListJson.of(search.pageOfJson(query, asked.request()), asked, query);
    }

    /** What {@link #list} takes as parameters, for filters too long for a URL. */
    public record Search(
            Optional<String> q,
            Optional<String> filter,
            Optional<String> view,
            Optional<String> sort,
            Optional<List<String>> fields,
            Optional<Integer> page,
            Optional<Integer> size,
            Optional<String> after,
            Optional<String> before,
            Optional<Integer> limit) {}

    @POST
    @Path(".search")
    public byte[] search(Search wanted) {
        try {
            CustomerQuery query = new CustomerQuery(
                    wanted.q(),
                    wanted.filter(),
                    wanted.view(),
                    wanted.sort(),
                    wanted.fields().orElse(List.of()));
            boolean usual = wanted.after().isEmpty()
                    && wanted.before().isEmpty()
                    && wanted.limit().isEmpty();
            PageParameters asked = PageParameters.of(
                    wanted.page().map(String::valueOf).orElse(null),
                    wanted.size()
                            .or(() -> usual ? search.usualSize(query) : Optional.empty())
                            .map(String::valueOf)
                            .orElse(null),
                    wanted.after().orElse(null),
                    wanted.before().orElse(null),
                    wanted.limit().map(String::valueOf).orElse(null));
            return ListJson.of(search.pageOfJson(query, asked.request()), asked, query);
        } catch (Problem.Invalid invalid) {
            throw inBody(invalid);
        }
    }

    @GET
    @Path("stats")
    @TellsPersons(false)
    public CustomerStatistics statistics(
            @QueryParam("q") @Nullable String q,
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("view") @Nullable String view) {
        return search.statistics(query(q, filter, view, null, null));
    }

    @POST
    @RequiresScope("customers:write")
    public Response create(NewCustomer customer) {
        return created(accounts.register(customer.entered(Optional.empty()), customer.mails(true)));
    }

    @GET
    @Path("by-external/{system}/{id}")
    public Versioned<byte[]> byExternalId(@PathParam("system") String system, @PathParam("id") String id) {
        return customers
                .findByExternalId(new ExternalId(system, id))
                .map(customer -> detail.of(customer.id()))
                .orElseThrow(JpaCustomers::notFound);
    }

    /** Creates the customer, or replaces its profile. */
    @PUT
    @Path("by-external/{system}/{id}")
    @RequiresScope("customers:write")
    public Response putByExternalId(@PathParam("system") String system, @PathParam("id") String id, NewCustomer body) {
        ExternalId externalId = new ExternalId(system, id);
        Customer.Registration registration = body.entered(Optional.of(externalId));
        Optional<Customer> known = customers.findByExternalId(externalId);
        if (known.isEmpty()) {
            // Whoever keeps two systems the same does not want mail for it.
            return created(accounts.register(registration, body.mails(false)));
        }
        Customer customer = known.get();
        Optional<String> email = CustomerChecks.canonicalEmail(body.email());
        if (email.isPresent()
                && !email.equals(customer.email())
                && !customers.isFormerEmail(customer.id(), email.get())) {
            throw ReadOnly.email();
        }
        customers.change(customer.id(), OptionalLong.empty(), replaced(customer, registration.profile()));
        return Response.ok(detail.of(customer.id())).build();
    }

    /** The new profile, which keeps the defaults of the old: the body names no addresses by id. */
    private static Customer.Profile replaced(Customer customer, Customer.Profile profile) {
        return profile.withDefaults(customer.defaultBillingAddressId(), customer.defaultShippingAddressId());
    }

    private Response created(Customer customer) {
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/admin/v1/customers/" + customer.id())
                .entity(detail.of(customer.id()))
                .build();
    }

    private static CustomerQuery query(
            @Nullable String q,
            @Nullable String filter,
            @Nullable String view,
            @Nullable String sort,
            @Nullable String fields) {
        return new CustomerQuery(
                present(q),
                present(filter),
                present(view),
                present(sort),
                present(fields).stream()
                        .flatMap(names -> Arrays.stream(names.split(",", -1)))
                        .map(String::strip)
                        .toList());
    }

    private static Optional<String> present(@Nullable String text) {
        return Stream.ofNullable(text).filter(value -> !value.isBlank()).findFirst();
    }

    /** The same violations, of members instead of parameters. */
    private static Problem.Invalid inBody(Problem.Invalid invalid) {
        return new Problem.Invalid(
                invalid.code(),
                String.valueOf(invalid.getMessage()),
                invalid.violations().stream()
                        .map(violation -> new Problem.Violation(
                                violation.pointer().replace('?', '/'), violation.code(), violation.detail()))
                        .toList());
    }
}
