using System.Buffers.Binary;
using System.Text;
using Archivist.Recovery.Builder;

namespace Archivist.Tests.Recovery.Builder;

public sealed class FatImageTests
{
    [Fact]
    public void Files_are_found_by_path_and_read_along_their_chains()
    {
        var large = new byte[300_001];
        new Random(1).NextBytes(large);
        var image = new FatImage("LABEL", 7);
        image.Add("EFI/BOOT/BOOTX64.EFI", large);
        image.Add("EFI/BOOT/empty.efi", []);
        image.Add("EFI/small.txt", "hello"u8);

        var bytes = image.ToArray();

        Assert.Equal(0, bytes.Length % 2048);
        Assert.Equal(large, Read(bytes, "EFI        ", "BOOT       ", "BOOTX64 EFI"));
        Assert.Equal([], Read(bytes, "EFI        ", "BOOT       ", "EMPTY   EFI"));
        Assert.Equal("hello", Encoding.ASCII.GetString(Read(bytes, "EFI        ", "SMALL   TXT")));
        Assert.Equal(bytes, Again(large));
    }

    [Fact]
    public void It_is_large_enough_to_be_taken_for_FAT16()
    {
        var bytes = new FatImage("X", 1).ToArray();
        var sectors = (int)BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(19));
        var fatSectors = (int)BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(22));
        Assert.True(sectors - 1 - (2 * fatSectors) - 32 >= 4085);
        Assert.True(bytes.Length >= sectors * 512);
    }

    [Theory]
    [InlineData("too-long-a-name.efi")]
    [InlineData("name.long")]
    [InlineData("ü.efi")]
    [InlineData(".efi")]
    public void A_name_that_does_not_fit_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new FatImage("X", 1).Add(name, []));

    private static byte[] Again(byte[] large)
    {
        var image = new FatImage("LABEL", 7);
        image.Add("EFI/BOOT/BOOTX64.EFI", large);
        image.Add("EFI/BOOT/empty.efi", []);
        image.Add("EFI/small.txt", "hello"u8);
        return image.ToArray();
    }

    private static byte[] Read(byte[] image, params string[] path)
    {
        var fat = 512;
        var fatLength = BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(22)) * 512;
        Assert.Equal(image[fat..(fat + fatLength)], image[(fat + fatLength)..(fat + (2 * fatLength))]);
        var root = fat + (2 * fatLength);
        var data = root + (512 * 32);
        var folder = image[root..data];
        foreach (var name in path)
        {
            var entry = Enumerable.Range(0, folder.Length / 32).Select(index => folder[(index * 32)..((index + 1) * 32)])
                .First(candidate => Encoding.ASCII.GetString(candidate, 0, 11) == name);
            var content = new List<byte>();
            for (int cluster = BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(26)); cluster is >= 2 and < 0xFFF8;
                 cluster = BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(fat + (cluster * 2))))
            {
                content.AddRange(image[(data + ((cluster - 2) * 512))..(data + ((cluster - 1) * 512))]);
            }

            var isFolder = (entry[11] & 0x10) != 0;
            folder = isFolder ? [.. content] : [.. content.Take(BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(28)))];
        }

        return folder;
    }
}
