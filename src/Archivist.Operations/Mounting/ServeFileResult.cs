using Archivist.Platform.Nbd;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Mounting;

/// <summary>A file of a snapshot that is, or was, served as a disk.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Path">The file.</param>
/// <param name="Address">Where, with the port that was really taken.</param>
/// <param name="Length">Bytes of the disk.</param>
public sealed record ServeFileResult(Snapshot Snapshot, string Path, NbdAddress Address, long Length) : OperationResult;
