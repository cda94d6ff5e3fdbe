namespace Archivist.Operations.Mounting;

/// <summary>A file system of snapshots.</summary>
/// <param name="MountPoint">The directory that it is, or was, mounted on, absolute.</param>
/// <param name="Snapshots">The number of snapshots in it.</param>
public sealed record MountResult(string MountPoint, int Snapshots) : OperationResult;
