package org.clientele.catalog.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
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
        try {
            return present().find(skus, sale);
        } catch (Problem known) {
            throw known;
        } catch (RuntimeException e) {
            LOG.warn("The catalogue failed", e);
            throw unavailable();
        }
    }

    public Page<Product> search(String text, Page.Request page) {
        return present().search(text, page);
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
