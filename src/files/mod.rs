//! The only room that touches the disk: walking and reading.
