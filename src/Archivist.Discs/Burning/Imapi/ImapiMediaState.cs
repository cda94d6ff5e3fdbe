namespace Archivist.Discs.Burning.Imapi;

/// <summary>IMAPI_FORMAT2_DATA_MEDIA_STATE.</summary>
[Flags]
internal enum ImapiMediaState
{
    Unknown = 0,
    OverwriteOnly = 0x1,
    Blank = 0x2,
    Appendable = 0x4,
    FinalSession = 0x8,
    Damaged = 0x400,
    EraseRequired = 0x800,
    NonEmptySession = 0x1000,
    WriteProtected = 0x2000,
    Finalized = 0x4000,
    UnsupportedMedia = 0x8000,
}
