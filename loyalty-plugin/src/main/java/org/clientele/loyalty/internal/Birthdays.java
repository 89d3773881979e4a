package org.clientele.loyalty.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.CustomerSearch;
import org.clientele.customer.Customers;
import org.clientele.operation.RecurringWork;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Gives points on birthdays, once a year: each customer in a transaction that takes note of the year, and the day is done when all are. Days on
 * which nothing ran are made up for, a week back. Who was born on 29 February has it on 1 March in other years.
 */
@Component(
        service = {RecurringWork.class, Birthdays.class},
        configurationPid = "org.clientele.loyalty",
        property = {RecurringWork.NAME + "=loyalty.birthdays", RecurringWork.PAUSE_SECONDS + ":Integer=600"})
public final class Birthdays implements RecurringWork {
    private static final int DAYS_BACK = 7;
    private static final DateTimeFormatter MONTH_DAY = DateTimeFormatter.ofPattern("MM-dd");

    private final Transactions transactions;
    private final CustomerSearch search;
    private final Customers customers;
    private final Ledger ledger;
    private final Tiers tiers;
    private final long points;
    private final ZoneId zone;
    private final Clock clock;

    @Activate
    public Birthdays(
            @Reference(target = "(schema=loyalty)") Transactions transactions,
            @Reference CustomerSearch search,
            @Reference Customers customers,
            @Reference Ledger ledger,
            @Reference Tiers tiers,
            LoyaltyConfig config) {
        this(transactions, search, customers, ledger, tiers, config, Clock.systemUTC());
    }

    Birthdays(
            Transactions transactions,
            CustomerSearch search,
            Customers customers,
            Ledger ledger,
            Tiers tiers,
            LoyaltyConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.search = search;
        this.customers = customers;
        this.ledger = ledger;
        this.tiers = tiers;
        this.points = config.birthdayPoints();
        this.zone = ZoneId.of(config.timeZone());
        this.clock = clock;
    }

    @Override
    public void run() {
        if (points == 0) {
            return;
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        LocalDate from = transactions
                .read(connection -> Sql.first(
                        connection,
                        "select birthdays_on from loyalty.review",
                        row -> Optional.ofNullable(row.getObject(1, LocalDate.class))))
                .flatMap(found -> found)
                .map(last -> last.plusDays(1))
                .filter(next -> next.isAfter(today.minusDays(DAYS_BACK)))
                .orElse(today);
        for (LocalDate day = from; !day.isAfter(today); day = day.plusDays(1)) {
            celebrate(day);
        }
    }

    private void celebrate(LocalDate day) {
        List<UUID> born = new ArrayList<>(bornOn(MonthDay.from(day)));
        if (day.getMonthValue() == 3 && day.getDayOfMonth() == 1 && !day.isLeapYear()) {
            born.addAll(bornOn(MonthDay.of(2, 29)));
        }
        born.forEach(customer -> give(customer, day.getYear()));
        transactions.<Boolean>sql(connection -> {
            Sql.update(connection, "update loyalty.review set birthdays_on = ?", day);
            return true;
        });
    }

    private List<UUID> bornOn(MonthDay day) {
        List<UUID> found = new ArrayList<>();
        search.forEach(
                CustomerQuery.where("birthday eq \"" + day.format(MONTH_DAY)
                                + "\" and account eq true and status eq \"active\"")
                        .fields("id"),
                row -> found.add((UUID) Objects.requireNonNull(row.get("id"))));
        return found;
    }

    private void give(UUID customer, int year) {
        try {
            transactions.<Boolean>sql(connection -> {
                customers.lock(customer);
                give(connection, customer, year);
                return true;
            });
        } catch (Problem.NotFound | Problem.Conflict goneOrErased) {
            // There is nobody to congratulate.
            return;
        }
    }

    private void give(Connection connection, UUID customer, int year) throws SQLException {
        ledger.lock(connection, customer);
        int firstTime = Sql.update(connection, """
                update loyalty.account set birthday_year = ?
                where customer_id = ? and birthday_year is distinct from ?""", year, customer, year);
        if (firstTime == 1) {
            ledger.move(connection, Ledger.Movement.of(customer, Entry.Kind.BIRTHDAY, points, Optional.of("Birthday")));
            tiers.review(connection, customer);
        }
    }
}
