namespace Archivist.Replicas.Stores.Folder;

/// <summary>A file that was written and is still held open.</summary>
public interface IWrittenFile : IDisposable
{
    /// <summary>Bytes in it.</summary>
    long Length { get; }

    /// <summary>Makes its content survive a crash.</summary>
    void MakeDurable();
}
