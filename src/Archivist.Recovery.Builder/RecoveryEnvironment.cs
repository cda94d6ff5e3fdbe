namespace Archivist.Recovery.Builder;

/// <summary>Everything on a disc that makes it boot into the recovery program. Made from the same packages and program, the same bytes.</summary>
public sealed record RecoveryEnvironment
{
    /// <summary>The files by their places on the disc, sorted by place; the two boot images are among them.</summary>
    public required IReadOnlyList<EnvironmentFile> Files { get; init; }

    /// <summary>The place on the disc of the El Torito image for BIOS: no emulation, four sectors, boot information table wanted.</summary>
    public required string BiosImagePath { get; init; }

    /// <summary>The place on the disc of the EFI system image: El Torito platform 0xEF, and a partition for USB.</summary>
    public required string EfiImagePath { get; init; }

    /// <summary>GRUB's boot_hybrid.img: the first 432 bytes of the image, patched to find <see cref="BiosImagePath"/>.</summary>
    public required ReadOnlyMemory<byte> MasterBootCode { get; init; }

    /// <summary>The packages it was made from, as name=version, sorted.</summary>
    public required IReadOnlyList<string> Packages { get; init; }

    /// <summary>Sixty-four hexadecimal digits: equal keys mean equal bytes.</summary>
    public required string Key { get; init; }
}
