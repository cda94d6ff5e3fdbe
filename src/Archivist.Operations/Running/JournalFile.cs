using System.Data.Common;
using System.Globalization;
using Archivist.Operations.Remembering;
using Archivist.Platform.Files;

namespace Archivist.Operations.Running;

/// <summary>A file of SQLite, for one machine. A schedule is taken by a lock on a file beside it, which the kernel gives back.</summary>
/// <param name="file">The file.</param>
internal sealed class JournalFile(string file) : JournalStore
{
    private const long Version = 1;

    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS run (
          id INTEGER PRIMARY KEY AUTOINCREMENT, schedule TEXT NOT NULL, definition TEXT NOT NULL, started INTEGER NOT NULL, ended INTEGER, verdict INTEGER);
        CREATE INDEX IF NOT EXISTS run_of_schedule ON run (schedule, id);
        CREATE TABLE IF NOT EXISTS step (
          run INTEGER NOT NULL REFERENCES run (id), number INTEGER NOT NULL, name TEXT NOT NULL, started INTEGER NOT NULL, expected TEXT,
          report BLOB, image TEXT, image_good INTEGER, worst INTEGER, waiting TEXT, done INTEGER, PRIMARY KEY (run, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS entry (
          run INTEGER NOT NULL REFERENCES run (id), step INTEGER NOT NULL, key TEXT NOT NULL, entry BLOB NOT NULL, PRIMARY KEY (run, step, key)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS switch (schedule TEXT PRIMARY KEY, is_on INTEGER NOT NULL, since INTEGER NOT NULL, reason TEXT) WITHOUT ROWID;
        """;

    /// <inheritdoc/>
    internal override string Name => file;

    /// <inheritdoc/>
    internal override DbConnection Connect() => SqliteFile.Connect(file);

    /// <inheritdoc/>
    internal override string? Prepare(DbConnection connection)
    {
        Ask(connection, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
        var version = Convert.ToInt64(Ask(connection, "PRAGMA user_version"), CultureInfo.InvariantCulture);
        if (version > Version)
            return OtherVersion(version);
        if (version < Version)
            Ask(connection, $"{Schema} PRAGMA user_version = {Version}");
        return null;
    }

    /// <inheritdoc/>
    internal override Task<IDisposable?> TryTakeAsync(DbConnection connection, string schedule, TimeProvider clock, CancellationToken cancellationToken) =>
        FileLock.TryTakeAsync($"{file}.{schedule}.lock", TimeSpan.Zero, clock, cancellationToken);
}
