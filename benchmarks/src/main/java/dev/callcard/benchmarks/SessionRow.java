package dev.callcard.benchmarks;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session as an entity, with its pages. */
@Entity
@Table(name = "session")
class SessionRow {
    @Id
    long id;

    @Column(name = "project_id")
    String projectId = "";

    String phone = "";

    @Column(name = "visitor_id")
    String visitorId = "";

    @Column(name = "started_at")
    Instant startedAt = Instant.EPOCH;

    @Column(name = "ended_at")
    Instant endedAt = Instant.EPOCH;

    String channel = "";

    @Nullable
    String source;

    @Column(name = "landing_page")
    String landingPage = "";

    @Nullable
    String referrer;

    @Nullable
    String device;

    @Nullable
    String os;

    @Nullable
    String browser;

    @Nullable
    String ip;

    @Nullable
    String country;

    @Nullable
    String city;

    @OneToMany
    @JoinColumn(name = "session_id")
    @OrderBy("viewedAt")
    List<PageRow> pages = new ArrayList<>();
}
