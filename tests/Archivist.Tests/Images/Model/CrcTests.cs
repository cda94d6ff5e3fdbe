using System.IO.Hashing;
using Archivist.Images.Model;

namespace Archivist.Tests.Images.Model;

public sealed class CrcTests
{
    /// <summary>The example of ECMA-167 1/7.2.6: the bytes 70 6A 77 have the CRC 3299.</summary>
    [Fact]
    public void The_crc_of_udf_is_that_of_the_example_in_its_standard() =>
        Assert.Equal(0x3299, Crc.Itu([0x70, 0x6A, 0x77]));

    [Fact]
    public void The_crc_of_the_partition_table_has_its_published_check_value() =>
        Assert.Equal(0xCBF43926, Crc32.HashToUInt32("123456789"u8));
}
