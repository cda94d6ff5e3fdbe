using Archivist.Operations.Problems;
using Archivist.Operations.Running;
using Archivist.Platform.Problems;
using Archivist.Tests.Operations.Running;

namespace Archivist.ToolTests.Operations;

/// <summary>The journal of a cluster, in a real PostgreSQL.</summary>
public sealed class RunJournalOverPostgresTests(PostgresServer server) : RunJournalContract, IClassFixture<PostgresServer>
{
    private readonly string _connection = server.CreateDatabase();

    private protected override JournalStore Store => new JournalDatabase(_connection, "alice");

    [Fact]
    public void The_journal_of_another_archive_is_refused()
    {
        RunJournal.Open(Store).Dispose();

        var failure = Assert.Throws<ArchivistException>(() => RunJournal.Open(new JournalDatabase(_connection, "bob")).Dispose());

        Assert.Contains("archive alice", Assert.IsType<Cause.Detail>(Assert.IsType<RunJournalUnusable>(failure.Problem).Cause).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_dies_gives_back_what_it_had_taken()
    {
        var dead = RunJournal.Open(Store);
        var taken = await dead.TryTakeAsync("weekly", TimeProvider.System, default);
        Assert.NotNull(taken);
        dead.Dispose();
        taken.Dispose();

        using var living = RunJournal.Open(Store);
        using var again = await living.TryTakeAsync("weekly", TimeProvider.System, default);
        Assert.NotNull(again);
    }

    [Fact]
    public void A_server_that_does_not_answer_is_named_without_what_is_secret()
    {
        var failure = Assert.Throws<ArchivistException>(() => RunJournal.Open(new JournalDatabase("Host=127.0.0.1;Port=1;Username=alice;Password=very-secret;Database=archive", "alice")).Dispose());

        var problem = Assert.IsType<RunJournalUnusable>(failure.Problem);
        Assert.Equal("postgresql://127.0.0.1/archive", problem.File);
        Assert.DoesNotContain("very-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_that_begin_at_once_make_the_tables_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => RunJournal.Open(Store).Dispose())));

        using var journal = RunJournal.Open(Store);
        Assert.Null(journal.FindLast("weekly"));
    }
}
