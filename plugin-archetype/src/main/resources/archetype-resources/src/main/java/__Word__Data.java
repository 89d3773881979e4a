package ${package};

import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.SubjectExport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What becomes of entries when their customer is erased, purged or merged. */
## snippet: data
@Component
public final class ${Word}Data implements CustomerData {
    private final Entries entries;

    @Activate
    public ${Word}Data(@Reference Entries entries) {
        this.entries = entries;
    }

    /** A remark may tell who it is about; a score does not. */
    @Override
    public void erase(UUID customer) {
        entries.forgetRemark(customer);
    }

    @Override
    public void purge(UUID customer) {
        entries.remove(customer);
    }

    /** If both have an entry, the survivor's stays. */
    @Override
    public void merge(MergeLedger ledger) {
        ledger.move("${word}.entry", "customer_id");
    }

    @Override
    public void export(SubjectExport export) {
        export.table("${word}.entry", "customer_id", "changed_at", "score", "remark");
    }
}
## end
