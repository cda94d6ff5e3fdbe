using Archivist.Operations.Problems;
using Archivist.Operations.Running;
using Archivist.Platform.Problems;
using Archivist.TestKit;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Archivist.Tests.Operations.Running;

public sealed class RunJournalTests : RunJournalContract, IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string File => _folder.At("alice.runs.sqlite");

    private protected override JournalStore Store => new JournalFile(File);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_journal_of_a_later_version_or_of_something_else_is_refused()
    {
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Assert.IsType<RunJournalUnusable>(Assert.Throws<ArchivistException>(() => { RunJournal.Open(File).Dispose(); }).Problem);
        var other = _folder.At("other.sqlite");
        System.IO.File.WriteAllText(other, new string('x', 4096));
        Assert.IsType<RunJournalUnusable>(Assert.Throws<ArchivistException>(() => { RunJournal.Open(other).Dispose(); }).Problem);
    }
}
