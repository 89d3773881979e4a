package org.clientele.catalog.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.catalog.Catalogue;
import org.clientele.catalog.Product;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalogue with the highest ranking, whichever that is by now. */
@Component(service = PresentCatalogue.class)
public final class PresentCatalogue {
    private static final Logger LOG = LoggerFactory.getLogger(PresentCatalogue.class);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Catalogue catalogue;

    /** For the container. */
    public PresentCatalogue() {}

    PresentCatalogue(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    public List<Catalogue.Offered> find(Collection<String> skus, Catalogue.Sale sale) {
        return asked(() -> present().find(skus, sale));
    }

    /**
     * Looks for products.
     *
     * @param active whether they are sold; empty for all. A host's catalogue tells only of those that are
     */
    Page<Product> list(String text, Optional<Boolean> active, Page.Request page) {
        Catalogue present = present();
        if (present instanceof JdbcCatalogue own) {
            return own.list(text, active, page);
        }
        return active.orElse(true) ? asked(() -> present.search(text, page)) : Page.of(List.of(), 0);
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (Problem known) {
            throw known;
        } catch (RuntimeException e) {
            LOG.warn("The catalogue failed", e);
            throw unavailable();
        }
    }

    private Catalogue present() {
        Catalogue present = catalogue;
        if (present == null) {
            throw unavailable();
        }
        return present;
    }

    private static Problem.Unavailable unavailable() {
        return new Problem.Unavailable(
                "catalogue-unavailable", "The catalogue does not answer.", Duration.ofSeconds(2));
    }
}
