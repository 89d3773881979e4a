package org.clientele.export.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.attribute.Attributes;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.CustomerRow;
import org.clientele.customer.CustomerSearch;
import org.clientele.customer.CustomerStatistics;
import org.jspecify.annotations.Nullable;

/** Made-up customers, numbered, with the attributes {@code id}, {@code email} (personal), {@code number} and those of plugins. */
final class PlayedSearch implements CustomerSearch, Attributes {
    private final Access access;
    final Set<String> gone = new HashSet<>();
    int customers = 10;
    Optional<RuntimeException> breaks = Optional.empty();
    Optional<String> suspended = Optional.empty();
    Runnable eachRow = () -> {};

    PlayedSearch(Access access) {
        this.access = access;
    }

    private static final List<Attribute> ALL = List.of(
            attribute("id", Type.UUID).build(),
            attribute("email", Type.TEXT).personal().build(),
            attribute("number", Type.INTEGER).build(),
            attribute("loyalty.points", Type.INTEGER).build());

    private static Attribute.Builder attribute(String name, Type type) {
        return Attribute.named(name, type).expression("{}." + name).sortable();
    }

    static UUID id(int number) {
        return new UUID(0x7000, 0x8000_0000_0000_0000L + number);
    }

    @Override
    public List<Attribute> visible() {
        return ALL.stream()
                .filter(one -> !gone.contains(one.name()))
                .filter(one -> !one.personal() || access.caller().may("customers.pii:read"))
                .toList();
    }

    @Override
    public Optional<Attribute> find(String name) {
        return visible().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    @Override
    public List<Attribute> columns(CustomerQuery query) {
        suspended.ifPresent(code -> {
            throw new Problem.Conflict(code, "It names what is gone.");
        });
        query.filter().filter(filter -> filter.contains("broken")).ifPresent(filter -> {
            throw Problem.Invalid.at("?filter", "filter-syntax", "no filter");
        });
        if (query.fields().isEmpty()) {
            return visible().stream()
                    .filter(one -> !one.name().contains(".") && !one.name().equals("id"))
                    .toList();
        }
        return query.fields().stream()
                .map(name -> find(name).orElseThrow(() -> Problem.Invalid.at("?fields", "field", "none")))
                .toList();
    }

    private List<Integer> numbers(CustomerQuery query) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            int number = i;
            if (query.ids().map(ids -> ids.contains(id(number))).orElse(true)) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    private static CustomerRow row(List<Attribute> columns, int number) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Attribute column : columns) {
            values.add(
                    switch (column.name()) {
                        case "id" -> id(number);
                        case "email" -> "person" + number + "@example.com";
                        default -> (Object) (long) number;
                    });
        }
        return new CustomerRow(columns, values);
    }

    @Override
    public void forEach(CustomerQuery query, Consumer<CustomerRow> rows) {
        breaks.ifPresent(broken -> {
            throw broken;
        });
        List<Attribute> columns = new ArrayList<>(columns(query));
        if (!query.fields().contains("id")) {
            columns.add(0, ALL.get(0));
        }
        for (int number : numbers(query)) {
            eachRow.run();
            rows.accept(row(columns, number));
        }
    }

    @Override
    public Page<CustomerRow> page(CustomerQuery query, Page.Request page) {
        List<Integer> numbers = numbers(query);
        int from = (int) Math.min(page.offset(), numbers.size());
        List<Attribute> columns = columns(query);
        return Page.of(
                numbers.subList(from, Math.min(from + page.size(), numbers.size())).stream()
                        .map(number -> row(columns, number))
                        .toList(),
                numbers.size());
    }

    @Override
    public Page.Total count(CustomerQuery query) {
        return new Page.Total(numbers(query).size(), true);
    }

    @Override
    public Optional<CustomerRow> find(UUID id, List<String> fields) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CustomerStatistics statistics(CustomerQuery query) {
        throw new UnsupportedOperationException();
    }
}
