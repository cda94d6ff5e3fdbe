using Archivist.Operations.Archives;

namespace Archivist.Tests.Operations.Archives;

public sealed class SnapshotReferenceTests
{
    [Theory]
    [InlineData("latest", "latest", "")]
    [InlineData("1a2b3c4d:/home/alice", "1a2b3c4d", "/home/alice")]
    [InlineData("latest:home//alice/", "latest", "/home/alice")]
    [InlineData("latest:/a:b", "latest", "/a:b")]
    [InlineData("latest:/", "latest", "")]
    [InlineData(":/home", "", "/home")]
    public void A_reference_is_a_snapshot_and_a_path(string text, string snapshot, string path) =>
        Assert.Equal(new SnapshotReference(snapshot, path), SnapshotReference.Parse(text));
}
