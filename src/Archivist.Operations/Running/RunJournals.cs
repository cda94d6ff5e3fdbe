using System.Runtime.CompilerServices;
using System.Text;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Npgsql;

namespace Archivist.Operations.Running;

/// <summary>Finds the journal of an archive: in the database of its cluster, or in a file.</summary>
internal static class RunJournals
{
    /// <summary>Opens it, and creates it where there is none.</summary>
    /// <exception cref="ArchivistException">It cannot be opened.</exception>
    internal static async Task<RunJournal> OpenAsync(OperationContext context, ArchivistSettings settings, CancellationToken cancellationToken) =>
        RunJournal.Open(await ReadConnectionAsync(context, settings, cancellationToken) is { } connection ? new JournalDatabase(connection, settings.Archive.Name) : new JournalFile(RunJournal.FileOf(settings)));

    /// <summary>Opens it for a question, which creates no file; null where there is none.</summary>
    /// <exception cref="ArchivistException">It cannot be opened.</exception>
    internal static async Task<RunJournal?> FindAsync(OperationContext context, ArchivistSettings settings, CancellationToken cancellationToken) =>
        settings.Cluster is null && FileLookup.Find(RunJournal.FileOf(settings)) is null ? null : await OpenAsync(context, settings, cancellationToken);

    /// <summary>The connection string of the cluster's database; null without a cluster.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the secret cannot be read, or is no connection string.</exception>
    internal static async Task<string?> ReadConnectionAsync(OperationContext context, ArchivistSettings settings, CancellationToken cancellationToken) =>
        settings.Cluster is { } cluster ? Check(Encoding.UTF8.GetString((await cluster.Database.ResolveAsync(context.FindSecretSources(), cancellationToken)).Span).Trim(), cluster) : null;

    /// <summary>A method of its own: without a cluster the client of PostgreSQL is not loaded.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Check(string connection, ClusterSettings cluster)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection) is { Host.Length: > 0 } parts ? parts.ConnectionString : throw new ArchivistException(new ConnectionStringInvalid(cluster.Database.ToString()));
        }
        catch (ArgumentException)
        {
            // The message of the exception may quote the secret.
            throw new ArchivistException(new ConnectionStringInvalid(cluster.Database.ToString()));
        }
    }
}
