package org.clientele.rest.internal;

import org.jspecify.annotations.Nullable;

/** A part of the API with resources of its own. */
public enum Surface {
    /** For staff, the host platform and integrations. */
    ADMIN("/admin/v1"),
    /** For the storefront, on behalf of one shopper. */
    STORE("/store/v1");

    private final String path;

    Surface(String path) {
        this.path = path;
    }

    /** Below {@code /api}. */
    public String path() {
        return path;
    }

    static @Nullable Surface of(@Nullable String pathInfo) {
        for (Surface surface : values()) {
            if (pathInfo != null
                    && pathInfo.startsWith(surface.path)
                    && (pathInfo.length() == surface.path.length() || pathInfo.charAt(surface.path.length()) == '/')) {
                return surface;
            }
        }
        return null;
    }
}
