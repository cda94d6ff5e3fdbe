namespace Archivist.Discs.Burning.Imapi;

/// <summary>IMAPI_FORMAT2_DATA_WRITE_ACTION.</summary>
internal enum ImapiWriteAction
{
    ValidatingMedia = 0,
    FormattingMedia = 1,
    InitializingHardware = 2,
    CalibratingPower = 3,
    WritingData = 4,
    Finalization = 5,
    Completed = 6,
    Verifying = 7,
}
