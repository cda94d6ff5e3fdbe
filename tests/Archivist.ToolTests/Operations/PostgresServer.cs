using Archivist.TestKit;
using Archivist.ToolTests.Reports;

namespace Archivist.ToolTests.Operations;

/// <summary>PostgreSQL, started by <c>tests/acceptance/lib-postgres.sh</c> when a test first needs it; a test without it is skipped with the reason.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly string Script = Path.Combine(CheckedOut.Root, "tests/acceptance/lib-postgres.sh");
    private readonly TemporaryFolder _folder = new();
    private int _databases;

    /// <summary>The port on loopback.</summary>
    internal string Port { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (!Directory.Exists("/usr/lib/postgresql"))
            Assert.Skip("postgresql is not installed");
        // What the server inherits stays open as long as it runs: its output goes elsewhere.
        var (status, output) = await Tool.RunAsync("bash", ["-c", "bash \"$0\" up \"$1\" >\"$1/port\" 2>\"$1/log\" </dev/null", Script, _folder.Path]);
        Assert.True(status == 0, output + await File.ReadAllTextAsync(_folder["log"]));
        Port = (await File.ReadAllTextAsync(_folder["port"])).Trim();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Port.Length > 0)
            await Tool.RunAsync("bash", [Script, "down", _folder.Path]);
        _folder.Dispose();
    }

    /// <summary>The connection string of a new, empty database.</summary>
    internal string CreateDatabase()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        using var connection = new Npgsql.NpgsqlConnection($"Host=127.0.0.1;Port={Port};Username=postgres;Database=archive;Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        command.ExecuteNonQuery();
        return $"Host=127.0.0.1;Port={Port};Username=postgres;Database={name}";
    }
}
