using Archivist.Repository.Snapshots;
using Archivist.Restore.Restoring;

namespace Archivist.Operations.Restoring;

/// <summary>A file of a snapshot that was restored onto a device.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Path">The file.</param>
/// <param name="Outcome">What was written.</param>
/// <param name="Elapsed">From the request to the result.</param>
public sealed record DeviceRestoreResult(Snapshot Snapshot, string Path, DeviceRestoreOutcome Outcome, TimeSpan Elapsed) : OperationResult;
