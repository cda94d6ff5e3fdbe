using Archivist.Platform.Files;
using Microsoft.Data.Sqlite;

namespace Archivist.Operations.Remembering;

/// <summary>How databases of an archive are opened.</summary>
internal static class SqliteFile
{
    /// <summary>A connection that is not open yet: without a pool, so that closing it frees the file, and waiting 30 s for another writer. The directory is made when missing.</summary>
    internal static SqliteConnection Connect(string file)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } directory)
            DurableFile.CreateDirectory(directory);
        return new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 30 }.ToString());
    }
}
