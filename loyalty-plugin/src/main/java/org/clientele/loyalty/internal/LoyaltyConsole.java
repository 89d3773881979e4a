package org.clientele.loyalty.internal;

import org.clientele.console.ConsoleExtension;
import org.osgi.service.component.annotations.Component;

/** The points of a customer in the console. */
@Component(
        property = {
            ConsoleExtension.MODULE + "=loyalty.js",
            ConsoleExtension.TITLE + "=Loyalty",
            ConsoleExtension.PLACES + "=tab",
            ConsoleExtension.PLACES + "=card",
            ConsoleExtension.SCOPE + "=loyalty:read"
        })
public final class LoyaltyConsole implements ConsoleExtension {}
