package org.clientele.bulk.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.clientele.account.internal.AccountKit;
import org.clientele.bulk.BulkAction;
import org.clientele.customer.internal.Shop;
import org.clientele.imports.internal.UnreliableRun;
import org.clientele.operation.OperationHandler;

/** Bulk work on a shop, wired by hand. */
final class BulkKit {
    private final BulkActions actions = new BulkActions();
    private final BulkItems items;
    private final BulkWork work;

    BulkKit(Shop shop, AccountKit accounts) {
        items = new BulkItems(shop.transactions(), shop.access());
        work = new BulkWork(shop.transactions(), shop.access(), actions, items, shop.search());
        add("activate", "customers:write", new ActivateAction(shop.customers()));
        add("deactivate", "customers:write", new DeactivateAction(shop.customers()));
        add("tag", "customers:write", new TagAction(shop.customers()), "add?:texts", "remove?:texts");
        add(
                "group",
                "customers:write",
                new GroupAction(shop.customers(), shop.transactions()),
                "add?:texts",
                "remove?:texts");
        add("verification-mail", "customers:write", new VerificationMailAction(accounts.accounts(), shop.customers()));
        add("password-mail", "customers:write", new PasswordMailAction(accounts.accounts()));
        Map<String, Object> erase = properties("erase", "customers:erase", "reason:text");
        erase.put(BulkAction.CONFIRM, "true");
        actions.add(new EraseAction(shop.customers(), shop.transactions()), erase);
    }

    void add(String name, String scope, BulkAction action, String... params) {
        actions.add(action, properties(name, scope, params));
    }

    private static Map<String, Object> properties(String name, String scope, String... params) {
        return new HashMap<>(
                Map.of(BulkAction.ACTION, name, BulkAction.SCOPE, scope, BulkAction.PARAMS, List.of(params)));
    }

    BulkActions actions() {
        return actions;
    }

    BulkItems items() {
        return items;
    }

    Map<String, OperationHandler> handlers() {
        return Map.of(BulkWork.KIND, work);
    }

    /** The same, whose every n-th step breaks at its very end. */
    Map<String, OperationHandler> unreliable(int n) {
        AtomicInteger steps = new AtomicInteger();
        return Map.of(BulkWork.KIND, run -> work.run(new UnreliableRun(run, n, steps)));
    }
}
