package org.clientele.console.tests;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Requests of a page that go on when a test lets them. */
final class Held {
    private final Page page;
    private final Pattern address;
    private final List<Route> routes = new CopyOnWriteArrayList<>();

    private Held(Page page, Pattern address) {
        this.page = page;
        this.address = address;
    }

    /** Holds from now on what is asked with the method at an address in which the expression is found. */
    static Held of(Page page, String method, String address) {
        Held held = new Held(page, Pattern.compile(address));
        page.route(held.address, route -> {
            if (route.request().method().equals(method)) {
                held.routes.add(route);
            } else {
                route.fallback();
            }
        });
        return held;
    }

    /** Waits until something was asked. */
    Held await() {
        page.waitForCondition(() -> !routes.isEmpty());
        return this;
    }

    /** Lets go what is held, and holds nothing any more. */
    void release() {
        page.unroute(address);
        routes.forEach(Route::resume);
    }
}
