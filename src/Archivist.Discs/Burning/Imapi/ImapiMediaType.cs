namespace Archivist.Discs.Burning.Imapi;

/// <summary>IMAPI_MEDIA_PHYSICAL_TYPE.</summary>
internal enum ImapiMediaType
{
    Unknown = 0,
    CdRom = 1,
    CdR = 2,
    CdRW = 3,
    DvdRom = 4,
    DvdRam = 5,
    DvdPlusR = 6,
    DvdPlusRW = 7,
    DvdPlusRDualLayer = 8,
    DvdDashR = 9,
    DvdDashRW = 10,
    DvdDashRDualLayer = 11,
    Disk = 12,
    DvdPlusRWDualLayer = 13,
    HdDvdRom = 14,
    HdDvdR = 15,
    HdDvdRam = 16,
    BdRom = 17,
    BdR = 18,
    BdRE = 19,
}
