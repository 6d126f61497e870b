package dev.callcard.web;

import dev.callcard.annotation.Annotation;
import dev.callcard.call.Call;
import dev.callcard.log.LogFilter;
import dev.callcard.log.LogStore;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A log of as many pages as a test wants, all with the same call, that counts who reads them. */
final class EndlessLog implements LogStore {
    private final LogStore log;
    private final int pages;
    private final int failing;
    private final AtomicInteger read = new AtomicInteger();

    /** A log with the calls of another; the failing page, if it is one of them, cannot be read. */
    EndlessLog(LogStore log, int pages, int failing) {
        this.log = log;
        this.pages = pages;
        this.failing = failing;
    }

    int pagesRead() {
        return read.get();
    }

    @Override
    public Page<Line> read(Project project, LogFilter filter, PageRequest page) {
        int number = page.cursor().map(Integer::parseInt).orElse(0);
        read.incrementAndGet();
        if (number == failing) {
            throw new IllegalStateException("the store fails at this page");
        }
        List<Line> one = log.read(project, filter, PageRequest.first(1)).items();
        Call call = one.get(0).call();
        Line line = new Line(call, Optional.empty(), Annotation.NONE, Optional.empty());
        Optional<String> next = number + 1 < pages ? Optional.of(Integer.toString(number + 1)) : Optional.empty();
        return new Page<>(Collections.nCopies(page.limit(), line), next);
    }

    @Override
    public List<Change> changes(ProjectId project, Position after, int limit) {
        return log.changes(project, after, limit);
    }

    @Override
    public int forgetChanges(Instant before, int limit) {
        return log.forgetChanges(before, limit);
    }
}
