using Archivist.Repository;

namespace Archivist.Capture.Mounting;

/// <summary>An entry of a mounted folder.</summary>
/// <param name="Node">What it is.</param>
/// <param name="Fixed">The entries of a folder that is in no snapshot but leads to them; null for what snapshots hold.</param>
internal sealed record MountItem(Node Node, MountFolder? Fixed);
