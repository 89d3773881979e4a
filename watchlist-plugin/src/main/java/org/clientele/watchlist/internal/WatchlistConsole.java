package org.clientele.watchlist.internal;

import org.clientele.console.ConsoleExtension;
import org.osgi.service.component.annotations.Component;

/** An eye left of each customer's name, and the tab of those whom the user watches. */
@Component(
        property = {
            ConsoleExtension.MODULE + "=watch.js",
            ConsoleExtension.TITLE + "=Watchlist",
            ConsoleExtension.PLACES + "=column-cell",
            ConsoleExtension.PLACES + "=list-tab",
            ConsoleExtension.SCOPE + "=watchlist:read"
        })
public final class WatchlistConsole implements ConsoleExtension {}
