package org.clientele.catalog.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.clientele.access.Access;
import org.clientele.imports.ImportTarget;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Imports the prices of price lists. */
@Component(
        service = ImportTarget.class,
        property = {ImportTarget.TYPE + "=prices", ImportTarget.SCOPE + "=products:write"})
public final class PriceImport implements ImportTarget {
    private final PriceLists lists;
    private final Access access;

    @Activate
    public PriceImport(@Reference PriceLists lists, @Reference Access access) {
        this.lists = lists;
        this.access = access;
    }

    /** A price and where it goes. */
    private record Entry(String list, PriceLists.Price price) {}

    @Override
    public Set<String> keys(Map<String, @Nullable Object> document) {
        return document.get("sku") instanceof String sku ? Set.of(document.get("priceList") + "\n" + sku) : Set.of();
    }

    @Override
    public List<Result> write(List<Map<String, @Nullable Object>> documents) {
        access.requireAllSellerAccounts();
        Documents<PriceBodies.Line, Entry> read = new Documents<>(
                documents,
                PriceBodies.Line.class,
                line -> new Entry(line.priceList().orElse(""), line.read()));
        // One list after the other, always in the same order: each is locked.
        Map<String, List<Entry>> byList = new TreeMap<>();
        read.good().forEach(entry -> byList.computeIfAbsent(entry.list(), list -> new ArrayList<>())
                .add(entry));
        Map<Entry, Result> results = new HashMap<>();
        byList.forEach((list, entries) -> results.putAll(written(list, entries)));
        return read.results(read.good().stream()
                .map(entry -> Optional.ofNullable(results.get(entry)).orElseThrow())
                .toList());
    }

    private Map<Entry, Result> written(String list, List<Entry> entries) {
        Optional<List<Optional<Outcome>>> outcomes =
                lists.putAll(list, entries.stream().map(Entry::price).toList());
        Map<Entry, Result> results = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            int at = i;
            results.put(
                    entries.get(i),
                    outcomes.isEmpty()
                            ? Documents.refused("/priceList", "not-found", "There is no such price list.")
                            : outcomes.get()
                                    .get(at)
                                    .map(Result::of)
                                    .orElseGet(() ->
                                            Documents.refused("/sku", "unknown-product", "There is no such product.")));
        }
        return results;
    }
}
