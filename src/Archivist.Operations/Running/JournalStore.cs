using System.Data.Common;

namespace Archivist.Operations.Running;

/// <summary>A kind of database that the journal of runs can be in. All speak the same SQL but for its tables, and for how a schedule is taken. Immutable.</summary>
internal abstract class JournalStore
{
    /// <summary>Names it in messages, without anything secret.</summary>
    internal abstract string Name { get; }

    /// <summary>A connection that is not open yet.</summary>
    internal abstract DbConnection Connect();

    /// <summary>Makes the tables where they are missing.</summary>
    /// <returns>Why the database cannot be used; null when it can.</returns>
    internal abstract string? Prepare(DbConnection connection);

    /// <summary>As <see cref="RunJournal.TryTakeAsync"/>.</summary>
    internal abstract Task<IDisposable?> TryTakeAsync(DbConnection connection, string schedule, TimeProvider clock, CancellationToken cancellationToken);

    /// <summary>Runs statements that give back one value at most.</summary>
    private protected static object? Ask(DbConnection connection, string text, DbTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (text, transaction);
        return command.ExecuteScalar();
    }

    /// <summary>What is wrong with tables of another version.</summary>
    private protected static string OtherVersion(long version) => $"a later version of Archivist wrote it (schema {version})";
}
