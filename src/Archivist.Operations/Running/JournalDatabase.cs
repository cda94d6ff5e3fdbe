using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace Archivist.Operations.Running;

/// <summary>
/// A schema of our own in a database of PostgreSQL that several machines share; one archive per database. A schedule is taken by an advisory lock of the connection that also writes the
/// journal: a machine that loses the one can no longer write the other.
/// </summary>
/// <param name="connectionString">How it is reached; may hold a password, so it is never shown.</param>
/// <param name="archive">The name of the archive.</param>
internal sealed class JournalDatabase(string connectionString, string archive) : JournalStore
{
    private const long Version = 1;

    /// <summary>Distinguishes our advisory locks from those of others in the database: "arch" in ASCII.</summary>
    private const int LockSpace = 0x61726368;

    private const string Schema =
        """
        CREATE SCHEMA IF NOT EXISTS archivist;
        CREATE TABLE IF NOT EXISTS archivist.journal (archive TEXT NOT NULL, version BIGINT NOT NULL);
        CREATE TABLE IF NOT EXISTS archivist.run (
          id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, schedule TEXT NOT NULL, definition TEXT NOT NULL, started BIGINT NOT NULL, ended BIGINT, verdict BIGINT);
        CREATE INDEX IF NOT EXISTS run_of_schedule ON archivist.run (schedule, id);
        CREATE TABLE IF NOT EXISTS archivist.step (
          run BIGINT NOT NULL REFERENCES archivist.run (id), number BIGINT NOT NULL, name TEXT NOT NULL, started BIGINT NOT NULL, expected TEXT,
          report BYTEA, image TEXT, image_good BIGINT, worst BIGINT, waiting TEXT, done BIGINT, PRIMARY KEY (run, number));
        CREATE TABLE IF NOT EXISTS archivist.entry (
          run BIGINT NOT NULL REFERENCES archivist.run (id), step BIGINT NOT NULL, key TEXT NOT NULL, entry BYTEA NOT NULL, PRIMARY KEY (run, step, key));
        CREATE TABLE IF NOT EXISTS archivist.switch (schedule TEXT PRIMARY KEY, is_on BIGINT NOT NULL, since BIGINT NOT NULL, reason TEXT);
        """;

    /// <inheritdoc/>
    internal override string Name
    {
        get
        {
            var parts = new NpgsqlConnectionStringBuilder(connectionString);
            return $"postgresql://{parts.Host}/{parts.Database}";
        }
    }

    /// <inheritdoc/>
    internal override DbConnection Connect() => new NpgsqlConnection(
        // Without a pool: what is closed gives its locks back.
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, SearchPath = "archivist" }.ConnectionString);

    /// <inheritdoc/>
    internal override string? Prepare(DbConnection connection)
    {
        // The server notices within seconds that a machine is gone, and gives back what that held.
        Ask(connection, "SET tcp_keepalives_idle = 4; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3");
        if (Ask(connection, "SELECT to_regclass('archivist.switch') IS NOT NULL") is not true)
            Create(connection);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT archive, version FROM archivist.journal";
        using var row = command.ExecuteReader();
        row.Read();
        var (name, version) = (row.GetString(0), row.GetInt64(1));
        return version > Version ? OtherVersion(version)
            : name != archive ? $"it is the journal of the archive {name}; each archive needs a database of its own"
            : null;
    }

    /// <inheritdoc/>
    internal override Task<IDisposable?> TryTakeAsync(DbConnection connection, string schedule, TimeProvider clock, CancellationToken cancellationToken)
    {
        var id = $"{LockSpace}, hashtext('{schedule.Replace("'", "''", StringComparison.Ordinal)}')";
        return Task.FromResult<IDisposable?>(Ask(connection, $"SELECT pg_try_advisory_lock({id})") is true ? new Taken(connection, id) : null);
    }

    private void Create(DbConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        // Of two machines that begin at once, one waits.
        Ask(connection, $"SELECT pg_advisory_xact_lock({LockSpace}, 0)", transaction);
        Ask(connection, Schema, transaction);
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) =
            (string.Create(CultureInfo.InvariantCulture, $"INSERT INTO archivist.journal (archive, version) SELECT @archive, {Version} WHERE NOT EXISTS (SELECT 1 FROM archivist.journal)"), transaction);
        var name = command.CreateParameter();
        (name.ParameterName, name.Value) = ("@archive", archive);
        command.Parameters.Add(name);
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    private sealed class Taken(DbConnection connection, string id) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                Ask(connection, $"SELECT pg_advisory_unlock({id})");
            }
            catch (Exception cause) when (cause is DbException or InvalidOperationException)
            {
                // A connection that is gone holds nothing any more.
            }
        }
    }
}
