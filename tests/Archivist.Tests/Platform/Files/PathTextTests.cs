using Archivist.Platform.Files;

namespace Archivist.Tests.Platform.Files;

public sealed class PathTextTests
{
    [Theory]
    [InlineData("612f62")]
    [InlineData("62ff64")]
    [InlineData("c3a4c3")]
    [InlineData("eda080f09f9880e280")]
    [InlineData("")]
    public void Bytes_that_are_not_utf8_come_back(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.Equal(bytes, PathText.BytesOf(PathText.Of(bytes)));
    }

    [Fact]
    public void Each_byte_that_is_not_utf8_is_shown_as_restic_writes_it() =>
        Assert.Equal("b\uFFFDd\uFFFD\uFFFD", PathText.Shown(PathText.Of([0x62, 0xff, 0x64, 0xe2, 0x80])));
}
