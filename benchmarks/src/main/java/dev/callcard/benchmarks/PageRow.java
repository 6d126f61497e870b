package dev.callcard.benchmarks;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A page view as an entity. */
@Entity
@Table(name = "page_view")
class PageRow {
    @Id
    long id;

    @Column(name = "session_id", insertable = false, updatable = false)
    long sessionId;

    @Column(name = "project_id")
    String projectId = "";

    String phone = "";

    @Column(name = "viewed_at")
    Instant viewedAt = Instant.EPOCH;

    String url = "";

    @Nullable
    String title;

    @Column(name = "time_ms")
    @Nullable
    Long timeMs;
}
