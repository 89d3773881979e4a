package org.clientele.customer.internal;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** Who a service comes from, as answers and logs name it. */
public final class Origin {
    private Origin() {}

    /** Whether it comes from this bundle, or there are no bundles. */
    public static boolean isOurs(Object service) {
        return FrameworkUtil.getBundle(service.getClass()) == FrameworkUtil.getBundle(Origin.class);
    }

    /** The symbolic name of its bundle, or its package where there are no bundles. */
    public static String bundle(Object service) {
        Bundle bundle = FrameworkUtil.getBundle(service.getClass());
        return bundle == null ? service.getClass().getPackageName() : bundle.getSymbolicName();
    }
}
